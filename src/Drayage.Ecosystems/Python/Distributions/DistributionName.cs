using System.Diagnostics.CodeAnalysis;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.Python.Distributions;

/// <summary>What a distribution's file name says (packaging.python.org, "Binary distribution format" and "Source distribution format").</summary>
/// <param name="Tags">A wheel's <c>python-abi-platform</c>; null for a source distribution.</param>
public sealed record DistributionName(string Name, Pep440Version Version, string? Tags)
{
    private const string WheelEnding = ".whl";
    private const string SourceEnding = ".tar.gz";

    public static bool TryParse(string fileName, [NotNullWhen(true)] out DistributionName? file)
    {
        file = null;
        if (fileName.EndsWith(WheelEnding, StringComparison.Ordinal))
        {
            var parts = fileName[..^WheelEnding.Length].Split('-');
            if (parts.Length is 5 or 6 && Pep440Version.TryParse(parts[1], out var version))
                file = new DistributionName(parts[0], version, string.Join('-', parts[^3..]));
        }
        else if (fileName.EndsWith(SourceEnding, StringComparison.Ordinal))
        {
            // Older backends leave hyphens in the name; a version has none.
            var stem = fileName[..^SourceEnding.Length];
            var hyphen = stem.LastIndexOf('-');
            if (hyphen > 0 && Pep440Version.TryParse(stem[(hyphen + 1)..], out var version))
                file = new DistributionName(stem[..hyphen], version, null);
        }

        return file is not null;
    }

    public bool IsOf(string distribution) => PythonName.Normalise(Name) == PythonName.Normalise(distribution);

    /// <summary>True for a wheel whose platform tag promises nothing about other machines, which public indexes refuse.</summary>
    public bool IsForThisMachineOnly => Tags?.Contains("-linux_", StringComparison.Ordinal) == true;

    /// <summary>The name under which a wheel is planned; <c>*</c> stands for what the backend decides.</summary>
    public static string PlannedWheel(string distribution, string version) => $"{Planned(distribution, separator: '_')}-{version}-*{WheelEnding}";

    /// <summary>The name under which a source distribution is planned. Older releases of setuptools keep the spelling of the name.</summary>
    public static string PlannedSource(string distribution, string version, bool keepsSpelling) =>
        $"{Planned(distribution, keepsSpelling ? '*' : '_')}-{version}{SourceEnding}";

    private static string Planned(string distribution, char separator) => string.Concat(distribution.Select(c => c switch
    {
        '-' or '_' => separator,
        '.' => '*',
        _ when char.IsAsciiLetterUpper(c) => '*',
        _ => c,
    }));
}
