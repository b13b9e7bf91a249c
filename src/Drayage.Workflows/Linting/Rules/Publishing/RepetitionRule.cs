using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>A publish step fails when it runs a second time.</summary>
internal sealed class RepetitionRule : LintRule
{
    public override string Id => "publish-not-repeatable";

    public override Severity Severity => Severity.Note;

    public override string Title => "a publish step fails when it runs a second time";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from publish in pair.Step.Publications
        where publish is { Repetition: Repetition.Fails, MayHaveMoreOptions: false } && publish.Channel != Channel.Python
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(publish),
            $"{publish.Tool} fails here when the workflow is run again after a failure further on",
            Because(publish),
            publish.RepetitionOption is { } option ? $"add {option}" : "ask first whether it is there: drayage publish does, and compares what it finds");

    private static string Because(PublishingAct.Publish publish) => publish.Channel switch
    {
        Channel.GitHubRelease when publish.Form == PublicationForm.Create => "the release is there already then",
        Channel.GitHubRelease => "the asset is there already then: 422 already_exists",
        _ => "the registry refuses a version that it holds already",
    };
}
