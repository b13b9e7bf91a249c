using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Sealing;

namespace Drayage.Ecosystems.GitHub.Rolling;

/// <summary>
/// Names of a rolling release's files. The files of two runs stand beside each other for a while, so no name may be used twice: what is
/// called alike in every run carries the commit.
/// </summary>
internal static class RollingAssets
{
    private const int CommitLength = 12;
    private const string Checksums = "SHA256SUMS";

    public static string NameOf(string artifact, string commit) => artifact switch
    {
        WaybillComposer.WaybillName => $"waybill-{commit[..CommitLength]}.dsse.json",
        _ when artifact.EndsWith(Checksums, StringComparison.Ordinal) => $"{artifact}-{commit[..CommitLength]}",
        _ => artifact,
    };

    /// <summary>The files that this consignment did not put there.</summary>
    public static ImmutableArray<AssetDocument> Former(ReleaseDocument release, Consignment consignment, ReleaseOptions options)
    {
        var own = consignment.Effects.OfType<Effect.Put>().Select(put => NameOf(put.Name, options.Commit)).ToHashSet(StringComparer.Ordinal);
        return [.. release.Assets.Where(asset => !own.Contains(asset.Name) && !own.Contains(asset.Label ?? ""))];
    }
}
