namespace Drayage.Listening.Work;

/// <summary>How long a release that did not get through is left alone.</summary>
internal static class RetryPause
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private const int MostDoublings = 7;

    /// <param name="first">After the first try.</param>
    /// <param name="tries">Tries so far, from 1.</param>
    public static TimeSpan After(TimeSpan first, int tries)
    {
        var pause = first * Math.Pow(2, Math.Min(tries - 1, MostDoublings));
        return pause < Longest ? pause : Longest;
    }
}
