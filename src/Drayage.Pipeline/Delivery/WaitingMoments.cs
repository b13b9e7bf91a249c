using System.Collections;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Two moments a group, its puts and its points, and which waits for which. What is laid between them never makes a moment wait for
/// itself; that is read from sets of everything that a moment waits for, however indirectly.
/// </summary>
internal sealed class WaitingMoments
{
    // Kept beside the indirect ones, not replaced by them: a consignment that is blocked in between does not wait for anything.
    private readonly BitArray[] direct;
    private readonly BitArray[] all;

    public WaitingMoments(int groups)
    {
        direct = [.. Enumerable.Range(0, groups * 2).Select(_ => new BitArray(groups * 2))];
        all = [.. Enumerable.Range(0, groups * 2).Select(_ => new BitArray(groups * 2))];
    }

    /// <summary>A group's own order. The groups that it needs must have been begun.</summary>
    public void Begin(int group, IEnumerable<int> needs)
    {
        foreach (var need in needs)
            Add(Points(need), Puts(group));
        Add(Puts(group), Points(group));
    }

    public void LayPutsBeforePoints(int first, int second) => Lay(Puts(first), Points(second));

    public void LayPutsBeforePuts(int first, int second) => Lay(Puts(first), Puts(second));

    /// <summary>Groups whose puts the puts of a group wait for.</summary>
    public IEnumerable<int> BeforePuts(int group) => PutsIn(direct[Puts(group)]);

    /// <summary>Groups whose puts the points of a group wait for.</summary>
    public IEnumerable<int> BeforePoints(int group) => PutsIn(direct[Points(group)]);

    private void Lay(int first, int second)
    {
        if (!direct[second][first] && !all[first][second])
            Add(first, second);
    }

    private void Add(int first, int second)
    {
        direct[second][first] = true;
        if (all[second][first])
            return;
        for (var moment = 0; moment < all.Length; moment++)
        {
            if (moment != second && !all[moment][second])
                continue;
            all[moment].Or(all[first]);
            all[moment][first] = true;
        }
    }

    private static IEnumerable<int> PutsIn(BitArray moments)
    {
        for (var moment = 0; moment < moments.Length; moment += 2)
        {
            if (moments[moment])
                yield return moment / 2;
        }
    }

    private static int Puts(int group) => group * 2;

    private static int Points(int group) => (group * 2) + 1;
}
