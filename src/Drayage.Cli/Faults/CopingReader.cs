using System.Collections.Immutable;
using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Cli.Faults;

/// <summary>Reads from the registries' own tape, and from which consignments the journal has as delivered, what became of each fault.</summary>
internal sealed class CopingReader(ImmutableArray<TapeEntry> tape, FaultSites sites, ImmutableHashSet<string> delivered)
{
    private const string Upload = "blob-upload";
    private const string DigestQuery = "digest=";

    /// <summary>Every fault that struck, in order.</summary>
    public ImmutableArray<(FaultHit Hit, Coping Coping)> Read() =>
        [.. tape.Index().Where(entry => entry.Item is TapeEntry.Struck).Select(entry => (HitOf(entry.Item), Of(HitOf(entry.Item), entry.Index)))];

    private Coping Of(FaultHit hit, int place)
    {
        if (hit.Fault is "delay" or "slow" or "clock-skew")
            return Coping.WaitedOut;
        if (tape.Skip(place + 1).Any(later => later is TapeEntry.Came came && IsAgain(came, hit)))
            return Coping.TriedAgain;
        if (!sites.ConsignmentsOf(hit.Operation).All(delivered.Contains))
            return Coping.LeftForResume;
        if (hit.WasCarriedOut)
            return Changes(hit) ? Coping.FoundByAsking : Coping.DoneWithout;
        // An upload that is begun anew has another address; its blob is there, so it was.
        return hit.Operation.Name == Upload ? Coping.TriedAgain : Coping.DoneWithout;
    }

    private static bool IsAgain(TapeEntry.Came came, FaultHit hit) =>
        came.Method == hit.Method && (came.Target == hit.Target || (hit.Operation == came.Operation && IsSameBlob(came.Target, hit)));

    private static bool IsSameBlob(string target, FaultHit hit) => hit.Operation.Name == Upload && DigestIn(hit.Target) is { } digest && DigestIn(target) == digest;

    private static string? DigestIn(string target) =>
        target.LastIndexOf(DigestQuery, StringComparison.Ordinal) is >= 0 and var start ? Uri.UnescapeDataString(target[(start + DigestQuery.Length)..].Split('&')[0]) : null;

    private static bool Changes(FaultHit hit) => !HttpMethods.IsGet(hit.Method) && !HttpMethods.IsHead(hit.Method);

    private static FaultHit HitOf(TapeEntry entry) => ((TapeEntry.Struck)entry).Hit;
}
