using System.Collections.Immutable;
using System.Text;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Retention;

/// <summary>What a run set out to remove and has not removed yet, one name a line. May be lost: then the store's own collection has to find it.</summary>
/// <param name="path">The file; null keeps no notes.</param>
public sealed class PruneNotes(string? path)
{
    public static PruneNotes None { get; } = new(null);

    public async Task<ImmutableArray<string>> ReadAsync(CancellationToken cancellationToken) =>
        path is not null && File.Exists(path) ? [.. await File.ReadAllLinesAsync(path, cancellationToken)] : [];

    public async Task WriteAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        if (path is null)
            return;
        if (names.IsEmpty)
            File.Delete(path);
        else
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\n"))), cancellationToken);
    }
}
