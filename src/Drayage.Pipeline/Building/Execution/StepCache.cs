using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Results of earlier steps by content key. Bytes stand in a content-addressed store, so equal outputs are kept once.</summary>
public sealed class StepCache(WorkLayout layout, ContentStore store)
{
    /// <returns>The stored outputs, or null when there is no complete record.</returns>
    public ImmutableArray<BuiltFile>? Find(Digest key, BuildStep step)
    {
        var path = RecordOf(key);
        if (!File.Exists(path))
            return null;
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), BuildCacheJson.Default.StepRecord);
            return record is null ? null : Restore(record, step);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<ImmutableArray<BuiltFile>> StoreAsync(
        Digest key, ImmutableArray<(PlannedOutput Planned, string Path)> outputs, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<BuiltFile>(outputs.Length);
        foreach (var (planned, path) in outputs)
        {
            var stored = await store.PutFileAsync(path, cancellationToken);
            var name = planned.Name.Contains('*') ? Path.GetFileName(path) : planned.Name;
            files.Add(new BuiltFile(planned, name, stored.Digest, stored.Size, store.PathOf(stored.Digest)));
        }

        var record = new StepRecord([.. files.Select(f => new StoredOutput(f.Planned.Name, f.Name, f.Digest.ToString(), f.Size))]);
        Directory.CreateDirectory(layout.StepRecords);
        await AtomicFile.WriteAsync(RecordOf(key), JsonSerializer.SerializeToUtf8Bytes(record, BuildCacheJson.Default.StepRecord), cancellationToken);
        return files.MoveToImmutable();
    }

    private ImmutableArray<BuiltFile>? Restore(StepRecord record, BuildStep step)
    {
        var files = ImmutableArray.CreateBuilder<BuiltFile>();
        foreach (var planned in step.Outputs)
        {
            if (record.Outputs.FirstOrDefault(o => o.Planned == planned.Name) is not { } stored || !Digest.TryParse(stored.Digest, out var digest))
                return null;
            var path = store.PathOf(digest);
            if (new FileInfo(path) is not { Exists: true } file || file.Length != stored.Size)
                return null;
            files.Add(new BuiltFile(planned, stored.Name, digest, stored.Size, path));
        }

        return files.ToImmutable();
    }

    private string RecordOf(Digest key) => Path.Combine(layout.StepRecords, key.Hex + ".json");
}
