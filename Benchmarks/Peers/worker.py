"""One of the engines that come from PyPI, driven line by line.

usage: worker.py ENGINE TERMS COMMENTS NUMBER

Reads terms and the first NUMBER comments, one a line, compiles, and says "ready SECONDS". For each line on standard input it passes all
comments through the engine and answers "SECONDS FLAGGED". Times exclude Python's start and the reading of files.
"""

import sys
import time


def aho_corasick(terms, comments):
    """One call for each comment. The engine has no caseless mode: the text is put in lower case beforehand, outside of the time."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    engine = BytesAhoCorasick([t.lower() for t in terms], implementation=Implementation.DFA)
    comments = [c.lower() for c in comments]

    def run():
        find = engine.find_matches_as_indexes
        return sum(1 for comment in comments if find(comment))

    return run


def aho_corasick_blocks(terms, comments):
    """One call for each megabyte, so that Python's share vanishes; only matches are counted."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    engine = BytesAhoCorasick([t.lower() for t in terms], implementation=Implementation.DFA)
    blocks, block, size = [], [], 0
    for comment in comments:
        block.append(comment.lower())
        size += len(comment) + 1
        if size > 1 << 20:
            blocks.append(b"\n".join(block))
            block, size = [], 0
    if block:
        blocks.append(b"\n".join(block))

    def run():
        return sum(len(engine.find_matches_as_indexes(block)) for block in blocks)

    return run


def better_profanity(terms, comments):
    """Its list is replaced by the terms; it makes the spellings with digits and signs itself."""
    from better_profanity import Profanity

    engine = Profanity([t.decode("utf-8", "replace") for t in terms])
    comments = [c.decode("utf-8", "replace") for c in comments]

    def run():
        return sum(1 for comment in comments if engine.contains_profanity(comment))

    return run


def main():
    name, terms, comments, number = sys.argv[1:]
    with open(terms, "rb") as file:
        terms = file.read().splitlines()
    with open(comments, "rb") as file:
        comments = [line.rstrip(b"\n") for _, line in zip(range(int(number)), file)]
    begin = time.perf_counter()
    run = {"aho-corasick": aho_corasick, "aho-corasick-blocks": aho_corasick_blocks, "better_profanity": better_profanity}[name](terms, comments)
    print("ready", time.perf_counter() - begin, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        flagged = run()
        print(time.perf_counter() - begin, flagged, flush=True)


main()
