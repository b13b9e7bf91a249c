using System.Globalization;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>A short framework name taken apart: <c>net8.0-windows</c> is <c>.NETCoreApp</c> 8.0.</summary>
internal sealed partial record TargetFramework(string Identifier, Version Version)
{
    public static TargetFramework? Parse(string name)
    {
        var match = ShortName().Match(name.Trim());
        if (!match.Success)
            return null;
        var digits = match.Groups["version"].Value;
        var family = match.Groups["family"].Value.ToLowerInvariant();
        if (family != "net")
            return new TargetFramework(family == "netstandard" ? ".NETStandard" : ".NETCoreApp", Dotted(digits));
        // `net48` is .NET Framework 4.8; only a dotted number from 5.0 on is .NET.
        return digits.Contains('.')
            ? new TargetFramework(Dotted(digits).Major >= 5 ? ".NETCoreApp" : ".NETFramework", Dotted(digits))
            : new TargetFramework(".NETFramework", Dotted(string.Join('.', digits.ToCharArray())));
    }

    private static Version Dotted(string digits) =>
        Version.Parse(digits.Contains('.') ? digits : digits.ToString(CultureInfo.InvariantCulture) + ".0");

    [GeneratedRegex(@"\A(?<family>netstandard|netcoreapp|net)(?<version>\d+(\.\d+)*)(-.*)?\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();
}
