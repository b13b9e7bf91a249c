using System.Text.RegularExpressions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>Tells kinds of proofs by the expressions that give them.</summary>
internal static partial class ProofKinds
{
    public static ProofKind Of(ShellText? value)
    {
        if (value is null || value.IsEmpty)
            return ProofKind.None;
        var text = value.ToString();
        // What may be either is no certain job token: ${{ secrets.PAT || github.token }}
        if (SecretPattern().IsMatch(text))
            return ProofKind.Secret;
        return JobTokenPattern().IsMatch(text) ? ProofKind.JobToken : ProofKind.Other;
    }

    public static ProofKind Of(IEnumerable<CredentialUse> credentials) =>
        credentials.Select(credential => Of(credential.Value)).Where(kind => kind != ProofKind.None).Order().FirstOrDefault();

    [GeneratedRegex(@"secrets\.(?!GITHUB_TOKEN\b)[A-Za-z_]\w*|secrets\[", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();

    [GeneratedRegex(@"secrets\.GITHUB_TOKEN\b|github\.token\b", RegexOptions.IgnoreCase)]
    private static partial Regex JobTokenPattern();
}
