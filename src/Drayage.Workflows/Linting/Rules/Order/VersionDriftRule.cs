using System.Collections.Immutable;
using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Order;

/// <summary>One image gets its version from different places in different registries.</summary>
internal sealed class VersionDriftRule : LintRule
{
    public override string Id => "version-drift";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a version can differ between two places it is published to";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var pushes = target.Jobs
            .SelectMany(job => job.Acts.Where(step => step.Traced.Runs != false))
            .SelectMany(step => step.Publications.Where(push => push.Channel == Channel.Image).Select(push => (Step: step, Push: push, Name: ImageName.Parse(push.Address))))
            .Where(push => push.Name is { Registry.Known: not null, Repository.Known: not null, Tag.HasUnknown: true });
        foreach (var image in pushes.GroupBy(push => Leaf(push.Name.Repository!.Known!)))
        {
            var registries = image.GroupBy(push => push.Name.Registry.Known!).ToArray();
            if (registries.Length < 2)
                continue;
            var first = registries[0];
            var sources = Sources(first.Select(push => push.Name));
            foreach (var other in registries.Skip(1))
            {
                var others = Sources(other.Select(push => push.Name));
                if (sources.Overlaps(others))
                    continue;
                var shown = other.First();
                yield return Found(
                    shown.Step.Source,
                    shown.Step.PlaceOfAddress(shown.Push),
                    $"the version of {image.Key} comes from {string.Join(", ", others)} for {other.Key}, but from {string.Join(", ", sources)} for {first.Key}",
                    "the two are the same only as long as nobody runs the workflow for another commit or with another input",
                    "work the version out once, in a job whose output all others use");
            }
        }
    }

    private static string Leaf(string repository) => repository[(repository.LastIndexOf('/') + 1)..];

    private static ImmutableSortedSet<string> Sources(IEnumerable<ImageName> names) =>
        [.. names.SelectMany(name => name.Tag!.Unknowns).Select(unknown => unknown.Source)];
}
