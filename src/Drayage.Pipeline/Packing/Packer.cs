using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Pipeline.Building.Execution;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Packing;

/// <summary>The pack stage: gathers what the toolchains delivered, makes archives and images, and writes the checksum files last.</summary>
/// <param name="layout">Where the results go.</param>
/// <param name="archives">Makes archives.</param>
/// <param name="images">Makes images.</param>
/// <param name="writer">What packs, with the versions that decide its bytes.</param>
public sealed class Packer(WorkLayout layout, ArchivePacker archives, ImagePacker images, string writer)
{
    public async Task<Packages> RunAsync(Plan plan, BuildOutputs outputs, CancellationToken cancellationToken)
    {
        var place = new ArtifactDirectory(layout.Artifacts);
        place.Clear();
        var sources = new PackSources(layout.Root, outputs);
        var made = new Dictionary<string, Artifact>();
        foreach (var planned in plan.Artifacts)
        {
            if (plan.Builds.FirstOrDefault(step => step.Id == planned.Step) is not null)
                made[planned.Name] = await DeliverAsync(place, planned, outputs.Find(planned.Step, planned.Name), cancellationToken);
        }

        var packed = await Task.WhenAll(plan.Packs
            .Where(pack => pack is not PackStep.Checksums)
            // Compression is work for a processor of its own, and it begins before anything is waited for.
            .Select(pack => Task.Run(
                async () => await PackAsync(plan, pack, sources, place, cancellationToken), cancellationToken)));
        foreach (var (artifact, _) in packed)
            made[artifact.Name.Text] = artifact;
        RefuseDuplicates(made.Values);
        foreach (var checksums in plan.Packs.OfType<PackStep.Checksums>())
            made[checksums.Output.Text] = await ChecksumPacker.PackAsync(checksums, made, place, cancellationToken);
        place.Complete();
        return new Packages([.. plan.Artifacts.Select(a => made[a.Name])], [.. packed.Select(p => p.Recipe).OfType<Recipe>()], made.ToImmutableDictionary());
    }

    private static async Task<Artifact> DeliverAsync(
        ArtifactDirectory place, PlannedArtifact planned, BuiltFile built, CancellationToken cancellationToken)
    {
        if (!ArtifactName.TryParse(built.Name, out var name))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"build step {planned.Step} made '{built.Name}', which is no name for an artifact",
                "letters, digits and . - _ + ~ @ ! only, so that every destination keeps the name as it is",
                "change the package's name or version");
        }

        await place.CopyAsync(name, built.Path, cancellationToken);
        return new Artifact
        {
            Name = name,
            Kind = planned.Kind,
            Component = planned.Component?.Text,
            Platform = planned.Platform,
            Digest = built.Digest,
            Size = built.Size,
        };
    }

    private async Task<(Artifact Artifact, Recipe? Recipe)> PackAsync(
        Plan plan, PackStep pack, PackSources sources, ArtifactDirectory place, CancellationToken cancellationToken)
    {
        if (pack is PackStep.Archive archive)
            return (await archives.PackAsync(archive, plan.Source.CommitTime, sources, place, cancellationToken), null);
        var recipes = new RecipeWriter(sources, ReleasedSources.Of(plan), writer);
        var packed = pack switch
        {
            PackStep.Image image => await images.PackAsync(image, plan.Source, sources, recipes, cancellationToken),
            PackStep.OciArtifact artifact => await images.PackAsync(artifact, recipes, cancellationToken),
            _ => throw new InvalidOperationException($"'{pack.Id}' is packed elsewhere"),
        };
        return (packed.Artifact, packed.Recipe);
    }

    /// <summary>The planner compared planned names; a name that the toolchain completed can still collide.</summary>
    private static void RefuseDuplicates(IEnumerable<Artifact> artifacts)
    {
        if (artifacts.GroupBy(a => a.Name.Text, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is not { } twice)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"two components made the same artifact {twice.Key}",
            string.Join(" and ", twice.Select(a => a.Component)),
            "rename one of the packages, or release them under separate tags");
    }
}
