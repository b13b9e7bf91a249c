using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The static functions that project files call; the list follows MSBuild's documentation of property functions.</summary>
internal static class StaticFunctions
{
    /// <returns>The value, and the file it was read from where the function reads one.</returns>
    public static (object? Value, SourceLocation? At) Call(ProjectFiles files, string type, string name, object?[] arguments)
    {
        try
        {
            return type switch
            {
                "MSBuild" => (BuildFunctions.Call(files, name, arguments), null),
                "System.IO.Path" => (OnPath(name, arguments), null),
                "System.IO.File" => OnFile(files, name, arguments),
                "System.IO.Directory" => (OnDirectory(files, name, arguments), null),
                "System.String" or "string" => (OnString(name, arguments), null),
                "System.Version" => (OnVersion(name, arguments), null),
                "System.Text.RegularExpressions.Regex" => (OnRegex(name, arguments), null),
                "System.Convert" or "System.Int32" => (OnNumber(name, arguments), null),
                _ => (Unknown.Value, null),
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or ArithmeticException or InvalidCastException)
        {
            return (Unknown.Value, null);
        }
    }

    private static object? OnPath(string name, object?[] arguments) => (name, arguments) switch
    {
        ("Combine", [.. var parts]) when parts.All(part => part is string) => Path.Combine([.. parts.Select(part => Slashed((string)part!))]),
        ("GetFileName", [string path]) => Path.GetFileName(Slashed(path)),
        ("GetFileNameWithoutExtension", [string path]) => Path.GetFileNameWithoutExtension(Slashed(path)),
        ("GetDirectoryName", [string path]) => Path.GetDirectoryName(Slashed(path)),
        ("GetExtension", [string path]) => Path.GetExtension(path),
        ("ChangeExtension", [string path, string extension]) => Path.ChangeExtension(path, extension),
        ("GetFullPath", [string path]) when Path.IsPathRooted(path) => Path.GetFullPath(Slashed(path)),
        ("IsPathRooted", [string path]) => Path.IsPathRooted(path),
        ("DirectorySeparatorChar", []) => Path.DirectorySeparatorChar.ToString(),
        _ => Unknown.Value,
    };

    // A relative path would be relative to the working directory, which is the build's and not the project's.
    private static (object? Value, SourceLocation? At) OnFile(ProjectFiles files, string name, object?[] arguments) => (name, arguments) switch
    {
        ("Exists", [string path]) when Path.IsPathRooted(path) => (files.ExistsFile(path), null),
        ("ReadAllText", [string path]) when Path.IsPathRooted(path) && files.RelativePath(path) is { } relative && files.ReadText(relative) is { } text
            => (text, new SourceLocation(relative, 1, 1)),
        _ => (Unknown.Value, null),
    };

    private static object? OnDirectory(ProjectFiles files, string name, object?[] arguments) => (name, arguments) switch
    {
        ("Exists", [string path]) when Path.IsPathRooted(path) => files.ExistsDirectory(path),
        _ => Unknown.Value,
    };

    private static object? OnString(string name, object?[] arguments) => (name, arguments) switch
    {
        ("IsNullOrEmpty", [var text]) => string.IsNullOrEmpty((string?)text),
        ("IsNullOrWhiteSpace", [var text]) => string.IsNullOrWhiteSpace((string?)text),
        ("Concat", [.. var parts]) => string.Concat(parts),
        ("Copy" or "new", [string text]) => text,
        ("Equals", [var left, var right]) => Equals(left, right),
        ("Format", [string format, .. var values]) => string.Format(null, format, values),
        ("Join", [string separator, .. var parts]) => string.Join(separator, parts),
        _ => Unknown.Value,
    };

    private static object? OnVersion(string name, object?[] arguments) => (name, arguments) switch
    {
        ("Parse" or "new", [string text]) => Version.Parse(text.Trim()),
        _ => Unknown.Value,
    };

    private static object? OnRegex(string name, object?[] arguments) => (name, arguments) switch
    {
        ("IsMatch", [string text, string pattern]) => Bounded(pattern).IsMatch(text),
        ("Match", [string text, string pattern]) => Bounded(pattern).Match(text),
        ("Replace", [string text, string pattern, string by]) => Bounded(pattern).Replace(text, by),
        _ => Unknown.Value,
    };

    private static object? OnNumber(string name, object?[] arguments) => (name, arguments) switch
    {
        ("ToInt32" or "Parse", [var value]) => InstanceMembers.Number(value),
        _ => Unknown.Value,
    };

    // A time limit instead of the linear engine: project files use lookahead.
    private static Regex Bounded(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    internal static string Slashed(string path) => Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path;
}
