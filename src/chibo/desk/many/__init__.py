"""Acts on many people chosen in the list: each person by the verb for one, all or nobody, tried out beforehand."""
