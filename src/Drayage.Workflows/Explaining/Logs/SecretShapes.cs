using System.Text.RegularExpressions;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>
/// Masks what looks like a credential in a line that is to be shown. The log may come from anywhere, so no value is known
/// beforehand: tokens are told by their prefixes, others by what stands before them.
/// </summary>
internal static partial class SecretShapes
{
    private const string Mask = "***";

    public static string Masked(string line)
    {
        line = Tokens().Replace(line, Mask);
        line = UserInformation().Replace(line, "://" + Mask + "@");
        line = Schemes().Replace(line, "${scheme} " + Mask);
        line = Options().Replace(line, "${option}" + Mask);
        return Assignments().Replace(line, "${name}" + Mask);
    }

    // GitHub, GitLab, PyPI, npm, NuGet, crates.io, Docker Hub, AWS, Slack; JSON web tokens.
    [GeneratedRegex(
        @"\b(gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{16,255}|glpat-[A-Za-z0-9_-]{16,255}|pypi-[A-Za-z0-9_-]{16,2000}|npm_[A-Za-z0-9]{16,255}|oy2[a-z0-9]{20,100}|cio[A-Za-z0-9]{20,100}"
        + @"|crt_[A-Za-z0-9]{16,255}|dckr_[a-z]{3}_[A-Za-z0-9_-]{16,255}|(AKIA|ASIA)[A-Z0-9]{12,40}|xox[a-z]-[A-Za-z0-9-]{10,255}|eyJ[A-Za-z0-9_-]{8,4000}(\.[A-Za-z0-9_-]{1,4000}){1,2})",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"://[^/\s@""']{1,500}@", RegexOptions.ExplicitCapture)]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,4000}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Schemes();

    [GeneratedRegex(@"(?<=\s)(?<option>(--(password|passphrase|token|api-key|registry-token|access-token|secret|otp)(=|\s+)|-p\s+|-k\s+))(?!-)\S{1,4000}", RegexOptions.ExplicitCapture)]
    private static partial Regex Options();

    [GeneratedRegex(
        @"(?<name>\b[A-Za-z0-9_-]{0,40}(password|passwd|secret|token|api[-_]?key|apikey|authorization|signature|sig|credential)[A-Za-z0-9_-]{0,20}[""']?\s{0,4}(=|:\s{0,2}(?=[""'A-Za-z0-9+/_-]{12})))[""']?(?!(read|write|none)\b)[^\s""'&;,]{4,4000}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignments();
}
