namespace Drayage.Model;

/// <summary>Guesses which known name was meant, for hints on unknown keys, variables and commands.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name with the smallest Damerau-Levenshtein distance (optimal string alignment, case ignored), when the
    /// names differ by at most one third of the wanted name's length, but by one at least; null otherwise.
    /// </summary>
    public static string? Find(string wanted, IEnumerable<string> known)
    {
        var limit = Math.Max(wanted.Length / 3, 1);
        string? nearest = null;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - wanted.Length) > limit || Distance(wanted, name) is var distance && distance > limit)
                continue;
            if (distance == 0)
                return name;
            // Only a closer name improves on this one, so that the first of equals wins.
            limit = distance - 1;
            nearest = name;
        }
        return nearest;
    }

    private static int Distance(string a, string b)
    {
        int[] beforeLast = [];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                var isSwap = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                if (isSwap)
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            beforeLast = last;
            last = row;
        }
        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
