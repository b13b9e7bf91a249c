using System.Collections.Immutable;
using System.Text;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Withdrawing;

/// <summary>The release that a tag names: its sealed waybill, where its journal is, and the other releases that are at hand.</summary>
internal sealed record WithdrawnRelease
{
    public required string Tag { get; init; }

    public required SealedWaybill Waybill { get; init; }

    public required VerificationKey Key { get; init; }

    /// <summary>The directory of the release: <c>dist</c>, or below its history.</summary>
    public required WorkLayout Layout { get; init; }

    public required ImmutableArray<Waybill> Others { get; init; }

    /// <summary>What was delivered under the tag.</summary>
    /// <exception cref="ReleaseException">The waybill has several tags and does not say what belongs to which.</exception>
    public ImmutableArray<Consignment> Consignments
    {
        get
        {
            var waybill = Waybill.Waybill;
            var delivered = waybill.Consignments.Where(consignment => consignment.Announcement is null).ToImmutableArray();
            if (waybill.Components.All(component => component.Tag == Tag))
                return delivered;
            if (delivered.Any(consignment => consignment.Components.IsEmpty))
            {
                throw new ReleaseException(
                    ExitCode.Refused,
                    $"it cannot be told what was delivered under {Tag} alone",
                    $"waybill {Waybill.Digest} is of several tags and an early form, which does not say what belongs to which",
                    "take each back at its destination");
            }

            var components = waybill.Components.Where(component => component.Tag == Tag).Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
            return [.. delivered.Where(consignment => consignment.Components.All(components.Contains))];
        }
    }

    /// <summary>Looks through the releases of a work directory: the last one, and those before it.</summary>
    /// <returns>Null where none has the tag.</returns>
    /// <exception cref="ReleaseException">Its signature does not hold.</exception>
    public static async Task<WithdrawnRelease?> FindAsync(WorkLayout work, string tag, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(work, cancellationToken);
        var (found, waybill) = known.FirstOrDefault(release => release.Waybill.Waybill.Components.Any(component => component.Tag == tag));
        if (found is null)
            return null;
        var key = await VerificationKey.LoadAsync(File.Exists(found.PublicKey) ? found.PublicKey : work.PublicKey, cancellationToken);
        return Of(tag, waybill, found.Waybill, key, found, [.. known.Where(other => other.Waybill != waybill).Select(other => other.Waybill.Waybill)]);
    }

    /// <summary>
    /// Takes a waybill that was fetched from its release, and keeps it: once the release is withdrawn it can be fetched no more, and
    /// what is left of the withdrawal needs it.
    /// </summary>
    public static async Task<WithdrawnRelease> KeepAsync(WorkLayout work, string tag, SealedWaybill fetched, VerificationKey key, CancellationToken cancellationToken)
    {
        var others = await KnownAsync(work, cancellationToken);
        work.Create();
        var layout = work.Earlier(fetched.Digest);
        Directory.CreateDirectory(layout.Dist);
        await AtomicFile.WriteAsync(layout.Waybill, fetched.Bytes, cancellationToken);
        await AtomicFile.WriteAsync(layout.PublicKey, Encoding.UTF8.GetBytes(key.ToPem()), cancellationToken);
        return Of(tag, fetched, layout.Waybill, key, layout, [.. others.Select(other => other.Waybill.Waybill)]);
    }

    /// <summary>Takes a waybill from a file; its journal is kept in the history of the work directory.</summary>
    /// <exception cref="ReleaseException">It is of another tag, or its signature does not hold.</exception>
    public static async Task<WithdrawnRelease> LoadAsync(WorkLayout work, string tag, string path, VerificationKey key, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new ReleaseException(ExitCode.Usage, $"there is no waybill {path}", null, "name the file with --waybill");
        var waybill = SealedWaybill.Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
        if (waybill.Waybill.Components.All(component => component.Tag != tag))
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"the waybill is not of {tag}",
                $"{path} is of {string.Join(", ", waybill.Waybill.Components.Select(component => component.Tag).Distinct())}",
                "name the waybill of the release that is to be withdrawn");
        }

        return Of(tag, waybill, path, key, work.Earlier(waybill.Digest), []);
    }

    private static WithdrawnRelease Of(
        string tag, SealedWaybill waybill, string path, VerificationKey key, WorkLayout layout, ImmutableArray<Waybill> others)
    {
        waybill.RequireSignature(path, key);
        return new WithdrawnRelease { Tag = tag, Waybill = waybill, Key = key, Layout = layout, Others = others };
    }

    private static async Task<List<(WorkLayout Layout, SealedWaybill Waybill)>> KnownAsync(WorkLayout work, CancellationToken cancellationToken)
    {
        var known = new List<(WorkLayout Layout, SealedWaybill Waybill)>();
        foreach (var layout in work.AllReleases())
            known.Add((layout, SealedWaybill.Parse(await File.ReadAllBytesAsync(layout.Waybill, cancellationToken), layout.Waybill)));
        return known;
    }
}
