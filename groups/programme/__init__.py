"""Choose session topics fairly from people's interests: pure arithmetic, no Django.

The method, in the order it happens (``plan`` in ``groups.programme.planner``):

1. Every ballot gets the same money, seats / ballots, and a topic costs 1. Money is an exact
   ``fractions.Fraction``, so nothing depends on rounding.
2. Topics already held and topics pinned take their seats first. Those who noted them pay for them,
   in equal shares of what they have; what their money does not reach is shared equally by
   everybody. So people who got their topics have less left, a topic that nobody noted simply leaves
   one seat fewer to share, and the money left is always the number of seats left.
3. The Method of Equal Shares spends that money (Peters & Skowron 2020; Peters, Pierczyński &
   Skowron 2021): again and again the topic whose dearest share is lowest.
4. When nothing is affordable, sequential Phragmén fills the seats that are left, each person's
   load starting at minus the money they still have (Lackner & Skowron 2023).
5. Ties go to the topic with more supporters, then more strong interests, then the given order.

A topic that too few people noted is never proposed (the privacy floor), and no sentence made here
shows a count of one or two, or one that a reader could turn into such a count.
"""
