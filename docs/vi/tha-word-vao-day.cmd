@echo off
rem Keo tep Word tha vao day, neu may khong mo duoc tha-word-vao-day.py.
py -3 "%~dp0tha-word-vao-day.py" %*
