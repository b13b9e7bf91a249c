using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;

namespace Drayage.Pipeline.Planning;

/// <summary>Which released artifact carries which packed source: an archive below a path, a delivered file as it is.</summary>
public sealed class ReleasedSources
{
    private readonly ImmutableDictionary<PackSource, ReleasedPlace> released;

    private ReleasedSources(ImmutableDictionary<PackSource, ReleasedPlace> released) => this.released = released;

    public static ReleasedSources None { get; } = new(ImmutableDictionary<PackSource, ReleasedPlace>.Empty);

    /// <summary>What strangers can download one by one once phase 1 is delivered.</summary>
    public static ReleasedSources Of(Plan plan)
    {
        var offered = plan.Consignments.Where(c => c.OffersDownloads).SelectMany(c => c.Artifacts).ToHashSet(StringComparer.Ordinal);
        return Of(plan.Builds, plan.Packs, offered);
    }

    /// <param name="builds">All build steps.</param>
    /// <param name="packs">All packs.</param>
    /// <param name="offered">Names of the artifacts that can be downloaded.</param>
    public static ReleasedSources Of(IEnumerable<BuildStep> builds, IEnumerable<PackStep> packs, IReadOnlySet<string> offered)
    {
        var places = ImmutableDictionary.CreateBuilder<PackSource, ReleasedPlace>();
        foreach (var (step, output) in builds.SelectMany(step => step.Outputs.Where(o => o.IsDelivered && offered.Contains(o.Name)).Select(o => (step, o))))
            places.TryAdd(new PackSource.StepOutput(step.Id, output.Name), new ReleasedPlace(output.Name, Path: null));
        foreach (var archive in packs.OfType<PackStep.Archive>().Where(archive => offered.Contains(archive.Output.Text)))
        {
            foreach (var file in archive.Files)
                places.TryAdd(file.Source, new ReleasedPlace(archive.Output.Text, archive.PathOf(file)));
        }

        return new ReleasedSources(places.ToImmutable());
    }

    /// <summary>Null when no released artifact carries it.</summary>
    public ReleasedPlace? Find(PackSource source) => released.GetValueOrDefault(source);
}
