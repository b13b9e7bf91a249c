using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Git;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Pruning;

/// <summary>What the releases whose waybills are at hand delivered and did not take back: whoever verifies them looks for it.</summary>
internal sealed class RecordedReleases
{
    private const string PackageOption = "package";

    private readonly ImmutableArray<(Consignment Consignment, string Reason)> delivered;

    private RecordedReleases(ImmutableArray<(Consignment, string)> delivered) => this.delivered = delivered;

    public static RecordedReleases None { get; } = new([]);

    /// <param name="composition">Git, and the journals beside the waybills.</param>
    /// <param name="directory">Absolute; outside a repository nothing is on record.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Model.ReleaseException">A waybill or its journal is damaged.</exception>
    public static async Task<RecordedReleases> LoadAsync(Composition composition, string directory, CancellationToken cancellationToken)
    {
        if (await GitRepository.OpenAsync(composition.Processes, directory, cancellationToken) is not GitOpening.Opened opened)
            return None;
        var found = ImmutableArray.CreateBuilder<(Consignment, string)>();
        foreach (var layout in new WorkLayout(opened.Repository.Root).AllReleases())
        {
            var release = SealedWaybill.Parse(await File.ReadAllBytesAsync(layout.Waybill, cancellationToken), layout.Waybill);
            var journal = await composition.Journals(layout, database: null).ReadAsync(release.Digest, each: null, cancellationToken);
            var reason = $"the waybill of {TagsOf(release.Waybill)} is on record: {Path.GetRelativePath(opened.Repository.Root, layout.Waybill)}";
            found.AddRange(release.Waybill.Consignments.Where(consignment => !journal.IsWithdrawn(consignment.Id)).Select(consignment => (consignment, reason)));
        }

        return new RecordedReleases(found.ToImmutable());
    }

    /// <summary>Why manifests stay, by digest.</summary>
    public ImmutableDictionary<string, string> Manifests => Reasons(
        delivered.SelectMany(release => release.Consignment.Effects.OfType<Effect.Put>().Where(put => put.Digest is not null).Select(put => (put.Digest!.ToString(), release.Reason))));

    /// <summary>Why versions of a package stay, by version.</summary>
    /// <param name="package">Its name; a scope makes no difference.</param>
    public ImmutableDictionary<string, string> VersionsOf(string package) => Reasons(delivered
        .Where(release => release.Consignment.Options.TryGetValue(PackageOption, out var name) && Unscoped(name).Equals(Unscoped(package), StringComparison.OrdinalIgnoreCase))
        .Select(release => (release.Consignment.Version, release.Reason)));

    private static ImmutableDictionary<string, string> Reasons(IEnumerable<(string Name, string Reason)> named) =>
        named.DistinctBy(entry => entry.Name, StringComparer.Ordinal).ToImmutableDictionary(entry => entry.Name, entry => entry.Reason, StringComparer.Ordinal);

    private static string TagsOf(Waybill waybill) => string.Join(", ", waybill.Components.Select(component => component.Tag).Distinct(StringComparer.Ordinal));

    private static string Unscoped(string package) => package[(package.LastIndexOf('/') + 1)..];
}
