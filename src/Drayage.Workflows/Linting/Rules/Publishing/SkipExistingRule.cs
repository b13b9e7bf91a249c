using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>A Python upload stops at the first file that is there already.</summary>
internal sealed class SkipExistingRule : LintRule
{
    public override string Id => "missing-skip-existing";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a Python upload stops at the first file that is there already";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from publish in pair.Step.Publications
        where publish is { Channel: Channel.Python, Repetition: Repetition.Fails, MayHaveMoreOptions: false } && PythonAddress.Wrong(publish.Address, uploads: true) is null
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(publish),
            $"{publish.Tool} fails when the index holds one of the files already",
            "after an upload that broke off, running the workflow again gets no further than 400 File already exists",
            publish.RepetitionOption switch
            {
                null => "upload with a tool that can go on: twine upload --skip-existing, or uv publish --check-url",
                "--check-url" => "add --check-url https://pypi.org/simple/",
                var option => $"add {option}",
            });
}
