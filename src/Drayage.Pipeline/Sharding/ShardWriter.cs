using System.Text.Json;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Sharding;

/// <summary>Hands on what a shard built, as a directory that can be carried to another machine.</summary>
public static class ShardWriter
{
    /// <param name="directory">Absolute path; what an earlier run left there is replaced.</param>
    public static async Task WriteAsync(string directory, Plan plan, BuildShard shard, BuildOutputs outputs, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        var store = new ContentStore(directory);
        foreach (var file in shard.Own.SelectMany(step => outputs.BySteps[step.Id]))
            await store.AdoptAsync(file.Path, file.Digest, cancellationToken);
        var partial = new PartialWaybill
        {
            Schema = PartialWaybill.CurrentSchema,
            Project = plan.Project,
            Commit = plan.Source.Commit,
            Shard = shard.Host.ToString(),
            Steps =
            [
                .. shard.Own.Select(step => new PartialStep(
                    step.Id, [.. outputs.BySteps[step.Id].Select(file => new PartialOutput(file.Planned.Name, file.Name, file.Digest.ToString(), file.Size))])),
            ],
        };
        // Last, so that a directory that has it is whole.
        await AtomicFile.WriteAsync(
            Path.Combine(directory, PartialWaybill.FileName), JsonSerializer.SerializeToUtf8Bytes(partial, PartialJson.Default.PartialWaybill), cancellationToken);
    }
}
