namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>One architecture of an image is built with arguments that another is built without.</summary>
internal sealed class BuildArgumentsDifferRule : LintRule
{
    public override string Id => "build-arguments-differ";

    public override Severity Severity => Severity.Warning;

    public override string Title => "architectures of one image are built with different arguments";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var builds = target.Jobs.SelectMany(job =>
        {
            var legs = LegActs.Of(target, job);
            return legs.IsEmpty
                ? job.Acts.SelectMany(BuildArguments.Of)
                : legs.SelectMany(leg => leg.Steps.Where(step => step.Traced.Runs != false).SelectMany(BuildArguments.Of));
        });
        foreach (var image in builds.GroupBy(build => (build.Repository, build.Target)))
        {
            var byPlatform = image.GroupBy(build => build.Platform).Select(group => group.MaxBy(build => build.Names.Count)!).ToArray();
            var all = byPlatform.SelectMany(build => build.Names).Distinct(StringComparer.Ordinal).ToArray();
            foreach (var poor in byPlatform.Where(build => byPlatform.Length > 1 && build.Names.Count < all.Length))
            {
                var missing = all.Except(poor.Names).Order(StringComparer.Ordinal).ToArray();
                var rich = byPlatform.First(build => build.Names.Contains(missing[0]));
                yield return Found(
                    poor.Step.Source,
                    poor.Place,
                    $"{poor.Repository} is built for {poor.Platform} without the build argument{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing)}",
                    $"the build for {rich.Platform} in line {rich.Place.Line} has {(missing.Length > 1 ? "them" : "it")}",
                    "give both the same arguments, or build all platforms in one call");
            }
        }
    }
}
