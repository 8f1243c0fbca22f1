"""The porch: front page, language, health, and the pages about the house itself. Floor 6.

Its words: front page, living page (every component in each state).
"""
