"""Decisions: one person, one vote, that anyone can count again and that takes effect. Floor 3.

Its words: proposal (what somebody wants decided), template (a proposal whose fields are its
effect), second (somebody else wants it discussed), amendment (other words for it), turn (one
member's speaking), rule set (an organisation's own rules of order), opening and round (a vote
begins; a second round where a key was lost), roll and voter (who may vote, frozen at the
opening), envelope (a ballot sealed until the close), ballot, commitment, chain and receipt (what
lets anybody count again), paper entry and scrutineer, outcome, minutes, signature, effect (what
was decided happens, once), written rule (a text in force, with the vote that made it).
"""
