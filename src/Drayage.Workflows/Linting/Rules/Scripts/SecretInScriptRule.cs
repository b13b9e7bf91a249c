using System.Text.RegularExpressions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A secret is written into the text of a script.</summary>
internal sealed partial class SecretInScriptRule : LintRule
{
    public override string Id => "secret-in-script";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a secret is written into the text of a script";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts.Where(pair => pair.Step.Text is not null))
        {
            var text = step.Text!;
            foreach (var segment in TextTemplate.Parse(text.Value).Segments.Where(segment => segment.IsExpression))
            {
                if (SecretPattern().Match(text.Value[segment.Start..segment.End]) is not { Success: true } secret || IsCredential(step, segment))
                    continue;
                yield return Found(
                    step.Source,
                    text.PlaceOf(segment.Start, segment.End - segment.Start),
                    $"'{secret.Value}' is written into the script",
                    "GitHub puts it in before the shell reads the script: quotes or $ in the secret are obeyed, and it stands in the script's file on the runner",
                    $"env: {{{secret.Groups["name"].Value.ToUpperInvariant()}: ${{{{ {secret.Value} }}}}}}, and write \"${secret.Groups["name"].Value.ToUpperInvariant()}\" in the script");
            }
        }
    }

    // The rule on command lines tells of those.
    private static bool IsCredential(StepActs step, TextTemplate.Segment segment) => step.Acts
        .SelectMany(act => act.Credentials)
        .Any(credential => credential is { IsArgument: true, Span: { } span } && span.Start <= segment.Start && segment.End <= span.End);

    [GeneratedRegex(@"secrets\.(?<name>[A-Za-z_][A-Za-z0-9_]*)|github\.(?<name>token)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex SecretPattern();
}
