using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Pipeline.Naming;

/// <summary>Text with <c>{{ variable }}</c> in it: names of archives, linker flags.</summary>
public static partial class NameTemplate
{
    /// <param name="setting">How messages call the setting: <c>archive.name</c>.</param>
    /// <param name="at">Where it stands, or the component that has it.</param>
    /// <exception cref="ReleaseException">A variable is unknown.</exception>
    public static string Render(string template, IReadOnlyDictionary<string, string> variables, string setting, SourceLocation at) =>
        Placeholder().Replace(template, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : throw Unknown(match.Groups["name"].Value, variables, template, setting, at));

    private static ReleaseException Unknown(
        string name, IReadOnlyDictionary<string, string> variables, string template, string setting, SourceLocation at)
    {
        var near = NearestName.Find(name, variables.Keys);
        return new ReleaseException(
            ExitCode.Usage,
            $"{setting} '{template}' cannot be filled in",
            $"{at}: there is no variable '{name}' here",
            near is null ? $"known variables: {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal))}" : $"did you mean '{near}'?")
        { At = at };
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}]*?)\s*\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
