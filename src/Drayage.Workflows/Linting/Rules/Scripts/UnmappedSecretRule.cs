using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A publish step uses a variable that nothing gives a value.</summary>
internal sealed class UnmappedSecretRule : LintRule
{
    public override string Id => "unmapped-secret";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a variable that should hold a secret is never set";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, job) in target.Acts)
        {
            // A step of an action gets what its caller's job has.
            if (job is null)
                continue;
            foreach (var credential in step.Acts.SelectMany(act => act.Credentials).Where(credential => credential.Span is not null || !credential.IsArgument))
            {
                foreach (var unknown in credential.Value.Unknowns.Where(IsUnset))
                {
                    yield return Found(
                        step.Source,
                        credential.Span is { } span ? step.PlaceOf(span) : step.Traced.Step.Place,
                        $"nothing sets '{unknown.Unset}', which '{credential.Name}' should take a secret from",
                        "secrets reach a script only by an env entry; a variable that is not set is empty",
                        $"env: {{{unknown.Unset}: ${{{{ secrets.{unknown.Unset} }}}}}}");
                }
            }
        }
    }

    private static bool IsUnset(TextPiece.Unknown unknown) =>
        unknown.Unset is { Length: > 2 } name && !name.StartsWith("__", StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
