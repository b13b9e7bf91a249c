namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>One command pushes to several registries.</summary>
internal sealed class CombinedPushRule : LintRule
{
    public override string Id => "combined-push";

    public override Severity Severity => Severity.Note;

    public override string Title => "one command pushes to several registries";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from push in CombinedPush.Of(pair.Step)
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOfAddress(push.Second),
            $"{push.Second.Tool} pushes to {string.Join(" and ", push.Registries.Select(registry => registry.Host))} at once",
            "when one of them refuses, the others may be left without the image too",
            "push to each by a command or step of its own; the later ones find the layers in the builder's cache");
}
