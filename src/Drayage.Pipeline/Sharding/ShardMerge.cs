using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Sharding;

/// <summary>Joins what the shards of a build made. Nothing is built: every step of the plan must have come from one of them.</summary>
/// <param name="directory">Absolute path below which the shards' directories are, at any depth.</param>
/// <param name="store">Takes the bytes, each checked against its digest.</param>
public sealed class ShardMerge(string directory, ContentStore store)
{
    /// <exception cref="ReleaseException">A shard is of another commit or damaged, two disagree, or a step came from none.</exception>
    public async Task<BuildOutputs> RunAsync(Plan plan, CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, (PartialStep Step, string Place)>(StringComparer.Ordinal);
        foreach (var path in Files())
        {
            var partial = Read(path, plan);
            foreach (var step in partial.Steps)
            {
                if (!made.TryAdd(step.Step, (step, path)) && !made[step.Step].Step.Outputs.SequenceEqual(step.Outputs))
                    throw Refused($"two shards made step {step.Step}, and not the same", $"{made[step.Step].Place} and {path}", "let one machine build it, and merge its shard alone");
            }
        }

        RequireAll(plan, made.Keys);
        var outputs = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<BuiltFile>>(StringComparer.Ordinal);
        foreach (var step in plan.Builds)
            outputs.Add(step.Id, await ImportAsync(step, made[step.Id].Step, made[step.Id].Place, cancellationToken));
        return new BuildOutputs(outputs.ToImmutable());
    }

    private string[] Files()
    {
        var found = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, PartialWaybill.FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray()
            : [];
        return found.Length > 0
            ? found
            : throw Refused($"there is nothing to merge in {directory}", $"no {PartialWaybill.FileName} stands below it", "make one on each machine: drayage build --shard OS/ARCH");
    }

    private static PartialWaybill Read(string path, Plan plan)
    {
        PartialWaybill? partial = null;
        try
        {
            partial = JsonSerializer.Deserialize(File.ReadAllBytes(path), PartialJson.Default.PartialWaybill);
        }
        catch (JsonException)
        {
            // Told below.
        }

        if (partial is not { Schema: PartialWaybill.CurrentSchema })
            throw Refused($"{path} is no partial waybill of version {PartialWaybill.CurrentSchema}", null, "build the shard again with this version of Drayage");
        return partial.Project == plan.Project && partial.Commit == plan.Source.Commit
            ? partial
            : throw Refused(
                $"{path} is of another release",
                $"it is of {partial.Project} at {partial.Commit}, and the release is of {plan.Project} at {plan.Source.Commit}",
                $"build the shard again at this commit: drayage build --shard {partial.Shard}");
    }

    private static void RequireAll(Plan plan, IReadOnlyCollection<string> made)
    {
        var missing = BuildShard.Of(plan).Select(shard => (shard.Host, Steps: shard.Own.Select(step => step.Id).Except(made).ToArray())).Where(shard => shard.Steps.Length > 0).ToArray();
        if (missing.Length > 0)
        {
            throw Refused(
                $"{Counted.Of(missing.Sum(shard => shard.Steps.Length), "step")} of the build came from no shard",
                string.Join('\n', missing.Select(shard => $"{shard.Host}: {string.Join(", ", shard.Steps)}")),
                $"make it on such a machine: drayage build --shard {missing[0].Host}");
        }
    }

    private async Task<ImmutableArray<BuiltFile>> ImportAsync(BuildStep step, PartialStep made, string place, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<BuiltFile>(step.Outputs.Length);
        foreach (var planned in step.Outputs)
        {
            if (made.Outputs.FirstOrDefault(output => output.Planned == planned.Name) is not { } output
                || !FileSystemName.MatchesSimpleExpression(planned.Name, output.Name, ignoreCase: false)
                || !ArtifactName.TryParse(output.Name, out _)
                || !Digest.TryParse(output.Digest, out var digest))
            {
                throw Refused($"step {step.Id} was built for another plan", $"{place} lacks {planned.Name}", "build the shard with the configuration and the tag of this release");
            }

            await using (var content = new ContentStore(Path.GetDirectoryName(place)!).TryOpen(digest, output.Size)
                ?? throw Refused($"{output.Name} of step {step.Id} is missing", $"{Path.GetDirectoryName(place)} has no {digest}", "carry the shard's whole directory over"))
            {
                await store.PutAsync(content, digest, output.Size, cancellationToken);
            }

            files.Add(new BuiltFile(planned, output.Name, digest, output.Size, store.PathOf(digest)));
        }

        return files.MoveToImmutable();
    }

    private static ReleaseException Refused(string message, string? because, string hint) => new(ExitCode.Refused, message, because, hint);
}
