using System.Text.RegularExpressions;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>An authorization header is made with a base64 that wraps its lines.</summary>
internal sealed partial class WrappedBase64Rule : LintRule
{
    public override string Id => "wrapped-base64";

    public override Severity Severity => Severity.Warning;

    public override string Title => "base64 puts line ends into an authorization header";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from call in pair.Step.Calls
        where call.Tool == "curl"
        from word in call.Arguments
        where HeaderPattern().IsMatch(word.Span.Of(pair.Step.Script!.Script.Text))
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(word.Span),
            "base64 wraps its output after 76 characters, which breaks the header for long tokens",
            "a header ends at a line end",
            "base64 -w0");

    [GeneratedRegex(@"[Aa]uthorization:.*\|\s*base64\s*(\)|`)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex HeaderPattern();
}
