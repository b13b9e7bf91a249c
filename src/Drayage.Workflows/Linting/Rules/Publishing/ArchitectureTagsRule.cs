using System.Text.RegularExpressions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>Tags of single architectures are pushed, and no index joins them in that registry.</summary>
internal sealed partial class ArchitectureTagsRule : LintRule
{
    public override string Id => "architecture-tags-without-index";

    public override Severity Severity => Severity.Error;

    public override string Title => "tags of single architectures are pushed to a registry in which no index joins them";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is null)
            yield break;
        var all = target.Acts.SelectMany(pair => pair.Step.Publications.Select(publish => (pair.Step, Publish: publish))).Where(pair => pair.Publish.Channel == Channel.Image).ToList();
        var indexed = all.Where(pair => pair.Publish.Form is PublicationForm.Index or PublicationForm.Copy).Select(pair => Registry(pair.Publish)).ToHashSet();
        var uploads = all.Where(pair => pair.Publish.Form == PublicationForm.Upload && IsArchitectureTag(pair.Publish)).ToList();
        foreach (var registry in uploads.GroupBy(pair => Registry(pair.Publish)))
        {
            // An index whose registry is told at run time may be this one; a bake file may hold anything.
            if (registry.Key is not { } host || indexed.Contains(host) || indexed.Contains(null) || Architectures(registry.Select(pair => pair.Publish)) < 2)
                continue;
            var elsewhere = indexed.OfType<string>().Where(other => uploads.Any(pair => Registry(pair.Publish) == other)).ToList();
            if (elsewhere.Count == 0 && MayJoinElsewhere(target))
                continue;
            yield return Of(registry.First().Step, registry.First().Publish, host, elsewhere);
        }
    }

    private Finding Of(StepActs step, PublishingAct.Publish publish, string registry, List<string> elsewhere) => Found(
        step.Source,
        step.PlaceOfAddress(publish),
        $"tags of single architectures go to {registry}, and no index joins them there",
        elsewhere.Count > 0
            ? $"the workflow makes the index in {string.Join(" and ", elsewhere)} only"
            : "no step of the workflow makes an index or copies one there",
        $"docker buildx imagetools create -t {registry}/NAME:TAG {registry}/NAME:TAG-amd64 {registry}/NAME:TAG-arm64",
        elsewhere.Count > 0 ? null : Severity.Warning);

    // A workflow that calls others, or that bake or an unread action pushes for, is not seen whole.
    private static bool MayJoinElsewhere(LintTarget target) =>
        target.Workflow!.Jobs.Any(job => job.Uses is not null) || target.Repository.Workflows.Any(other => !ReferenceEquals(other, target.Workflow) && other.Jobs.Any(job => job.Steps.Any(step =>
            step.Run?.Value.Contains("imagetools create", StringComparison.Ordinal) == true || step.Run?.Value.Contains("manifest", StringComparison.Ordinal) == true)));

    private static string? Registry(PublishingAct.Publish publish) => ImageName.Parse(publish.Address).Registry.Known;

    private static bool IsArchitectureTag(PublishingAct.Publish publish) =>
        ImageName.Parse(publish.Address).Tag is { } tag && ArchitecturePattern().IsMatch(tag.ToString());

    // One text that differs by leg stands for all of them.
    private static int Architectures(IEnumerable<PublishingAct.Publish> publishes) =>
        publishes.Select(publish => ImageName.Parse(publish.Address).Tag!).Sum(tag => tag.Unknowns.Any(unknown => ArchitecturePattern().IsMatch(unknown.Source)) ? 2 : 1);

    [GeneratedRegex(@"(?<![A-Za-z])(amd64|arm64|x86[-_]64|aarch64|arm64v8|armv7)(?![A-Za-z0-9])|matrix\.(arch|platform_tag|architecture|variant\.arch)\b|\$\{?(ARCH|arch|TARGETARCH)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex ArchitecturePattern();
}
