using System.Collections.Immutable;
using Drayage.Cli.Faults;

namespace Drayage.Cli.Rendering;

/// <summary>What a rehearsal with faults survived: part of the output of <c>drayage rehearse --faults … --json</c>.</summary>
/// <param name="Script">File, or preset with its seed.</param>
/// <param name="Seed">Gives the same faults again.</param>
/// <param name="Struck">Requests that a fault struck.</param>
/// <param name="Destinations">What struck where.</param>
/// <param name="Left">Effects that the first run left.</param>
/// <param name="Runs">The release amid faults, and the resume after them.</param>
internal sealed record FaultsDocument(
    string Script,
    int Seed,
    int Struck,
    ImmutableArray<StruckDestination> Destinations,
    ImmutableArray<LeftEffect> Left,
    ImmutableArray<RehearsedRun> Runs);

/// <summary>One kind of fault at one destination.</summary>
internal sealed record StruckDestination(string Destination, string Fault, int Struck, CopingCounts Coping);

/// <summary>How often delivery coped how.</summary>
internal sealed record CopingCounts(int WaitedOut, int TriedAgain, int FoundByAsking, int DoneWithout, int LeftForResume)
{
    public static CopingCounts Of(IReadOnlyCollection<Coping> copings) => new(
        Count(copings, Coping.WaitedOut),
        Count(copings, Coping.TriedAgain),
        Count(copings, Coping.FoundByAsking),
        Count(copings, Coping.DoneWithout),
        Count(copings, Coping.LeftForResume));

    /// <summary>In words, without what did not happen.</summary>
    public string Describe() => string.Join(", ", new[]
    {
        Part(WaitedOut, "waited out"),
        Part(TriedAgain, "tried again"),
        Part(FoundByAsking, "found by asking, not sent twice"),
        Part(DoneWithout, "done without"),
        Part(LeftForResume, "left for resume"),
    }.OfType<string>());

    private static int Count(IReadOnlyCollection<Coping> copings, Coping coping) => copings.Count(one => one == coping);

    private static string? Part(int count, string words) => count == 0 ? null : $"{count} {words}";
}

/// <summary>An effect that the release could not deliver amid faults.</summary>
internal sealed record LeftEffect(string Consignment, string Effect, string Status, string? Message, string? Because);

/// <summary>One run of a rehearsal with faults.</summary>
/// <param name="Command"><c>release</c> or <c>resume</c>.</param>
/// <param name="ExitCode">As that command would have ended.</param>
/// <param name="Delivered">Effects that stand after it.</param>
/// <param name="Effects">Effects of the release.</param>
internal sealed record RehearsedRun(string Command, int ExitCode, int Delivered, int Effects);
