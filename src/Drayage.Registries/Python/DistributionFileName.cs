using System.Text.RegularExpressions;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Python;

/// <summary>Checks the name of an uploaded file against the project and version that the upload names (binary and source distribution format specifications).</summary>
internal static partial class DistributionFileName
{
    // What file systems take in one name is 255 bytes; a suffix must still fit.
    private const int LongestFile = 240;

    /// <exception cref="PythonRefusal">The name does not fit.</exception>
    public static void Check(string file, string filetype, string name, string version)
    {
        if (file.IndexOfAny(['/', '\\']) >= 0)
            throw PythonRefusal.BadRequest("Cannot upload a file with '/' or '\\' in its name.");
        if (FileNames.Encode(file).Length > LongestFile)
            throw PythonRefusal.BadRequest("Filename is too long.");
        if (file.EndsWith(".whl", StringComparison.Ordinal) && filetype == UploadForm.Wheel)
            CheckWheel(file, name, version);
        else if (SourceSuffix(file) is { } suffix && filetype == UploadForm.Sdist)
            CheckSource(file, file[..^suffix.Length], name, version);
        else
            throw PythonRefusal.BadRequest("Invalid file extension: Use .tar.gz, .whl or .zip extension, and the filetype that belongs to it.");
    }

    /// <summary>Where a wheel keeps its metadata: <c>DISTRIBUTION-VERSION.dist-info/METADATA</c>.</summary>
    public static string MetadataPath(string wheel)
    {
        var parts = wheel.Split('-');
        return $"{parts[0]}-{parts[1]}.dist-info/METADATA";
    }

    /// <summary><c>.tar.gz</c> or <c>.zip</c>, or null.</summary>
    private static string? SourceSuffix(string file) =>
        file.EndsWith(".tar.gz", StringComparison.Ordinal) ? ".tar.gz"
        : file.EndsWith(".zip", StringComparison.Ordinal) ? ".zip"
        : null;

    private static void CheckWheel(string file, string name, string version)
    {
        var match = Wheel().Match(file);
        if (!match.Success)
            throw PythonRefusal.BadRequest($"Invalid wheel filename (wrong number of parts): '{file}'");
        CheckName(file, match.Groups["name"].Value, name);
        CheckVersion(match.Groups["version"].Value.Replace('_', '-'), version);
    }

    private static void CheckSource(string file, string stem, string name, string version)
    {
        // Old source distributions keep hyphens in the name, so the version is what follows the name, not the last hyphen.
        var end = Enumerable.Range(1, stem.Length - 1)
            .Where(at => stem[at] == '-' && ProjectName.Normalize(stem[..at]) == ProjectName.Normalize(name))
            .DefaultIfEmpty(-1)
            .Last();
        if (end < 0)
            throw PythonRefusal.BadRequest($"Start filename for '{name}' with '{ProjectName.Normalize(name).Replace('-', '_')}'.");
        CheckVersion(stem[(end + 1)..], version);
    }

    private static void CheckName(string file, string inFile, string name)
    {
        if (ProjectName.Normalize(inFile) != ProjectName.Normalize(name))
            throw PythonRefusal.BadRequest($"Start filename for '{name}' with '{ProjectName.Normalize(name).Replace('-', '_')}', not '{file}'.");
    }

    private static void CheckVersion(string inFile, string version)
    {
        if (PythonVersion.Canonical(inFile) != PythonVersion.Canonical(version))
            throw PythonRefusal.BadRequest($"Version in filename should be '{version}' not '{inFile}'.");
    }

    [GeneratedRegex(@"\A(?<name>[^\s-]+)-(?<version>[^\s-]+)(-[0-9][^\s-]*)?-[^\s-]+-[^\s-]+-[^\s-]+\.whl\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Wheel();
}
