using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>One push gives the copies in two registries different tags.</summary>
internal sealed class TagDriftRule : LintRule
{
    public override string Id => "tag-drift";

    public override Severity Severity => Severity.Warning;

    public override string Title => "copies of one image have different tags";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var push in step.Publications.Where(p => p is { Channel: Channel.Image, Form: PublicationForm.Upload or PublicationForm.Index }).GroupBy(p => p.Command))
            {
                var registries = push.Select(publish => (Publish: publish, Name: ImageName.Parse(publish.Address)))
                    .Where(pair => pair.Name.Registry.Known is not null)
                    .GroupBy(pair => pair.Name.Registry.Known!)
                    .Select(group => (group.Key, First: group.First().Publish, Tags: group.Select(pair => pair.Name.Tag?.ToString() ?? "latest").ToHashSet()))
                    .ToList();
                foreach (var other in registries.Skip(1).Where(other => !other.Tags.SetEquals(registries[0].Tags)))
                    yield return Of(step, other.First, registries[0].Key, registries[0].Tags, other.Key, other.Tags);
            }
        }
    }

    private Finding Of(StepActs step, PublishingAct.Publish publish, string one, HashSet<string> tags, string other, HashSet<string> otherTags)
    {
        var missing = tags.Except(otherTags).Order(StringComparer.Ordinal).ToList();
        var more = otherTags.Except(tags).Order(StringComparer.Ordinal).ToList();
        return Found(
            step.Source,
            step.PlaceOfAddress(publish),
            $"the image gets other tags in {other} than in {one}",
            string.Join("; ", new[] { missing.Count > 0 ? $"missing there: {string.Join(", ", missing)}" : null, more.Count > 0 ? $"only there: {string.Join(", ", more)}" : null }.OfType<string>()),
            "give every copy the same tags, from one variable");
    }
}
