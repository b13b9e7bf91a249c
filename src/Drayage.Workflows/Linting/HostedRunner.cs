using System.Text.RegularExpressions;

namespace Drayage.Workflows.Linting;

/// <summary>Labels of the runners that GitHub keeps.</summary>
internal static partial class HostedRunner
{
    public static bool Is(string label) => LabelPattern().IsMatch(label);

    [GeneratedRegex(@"^(ubuntu-(latest|\d\d\.\d\d)(-arm)?|ubuntu-slim|windows-(latest|\d{4}|11-arm)|macos-(latest|\d\d)(-(large|xlarge|intel))?)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LabelPattern();
}
