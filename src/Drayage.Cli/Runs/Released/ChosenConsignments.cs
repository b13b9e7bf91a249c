using System.Collections.Immutable;
using System.Text;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs.Released;

/// <summary>
/// What this machine was asked to deliver of a release so far. The journal tells what was begun, and not what a run that ended
/// early was still to begin.
/// </summary>
internal static class ChosenConsignments
{
    /// <returns>Ids; none where nothing was asked for.</returns>
    public static async Task<ImmutableHashSet<string>> ReadAsync(WorkLayout layout, CancellationToken cancellationToken) =>
        File.Exists(layout.Chosen) ? [.. await File.ReadAllLinesAsync(layout.Chosen, cancellationToken)] : [];

    public static async Task AddAsync(WorkLayout layout, ImmutableArray<Consignment> chosen, CancellationToken cancellationToken)
    {
        var all = (await ReadAsync(layout, cancellationToken)).Union(chosen.Select(c => c.Id));
        var lines = all.Order(StringComparer.Ordinal).Select(id => id + "\n");
        await AtomicFile.WriteAsync(layout.Chosen, Encoding.UTF8.GetBytes(string.Concat(lines)), cancellationToken);
    }
}
