using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Tags;

/// <summary>Reads tag templates. They are no Jinja templates: they must also be read backwards, from a tag to its version.</summary>
internal static partial class TagTemplate
{
    private const string Legal = "{{ version }}, {{ tag_version }} and {{ component }}";

    public static TagPattern Read(string template, string component, VersionScheme? scheme)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        string? versionPlaceholder = null;
        var position = 0;
        foreach (Match match in Placeholder().Matches(template))
        {
            var side = versionPlaceholder is null ? before : after;
            side.Append(template, position, match.Index - position);
            position = match.Index + match.Length;
            switch (match.Groups["name"].Value)
            {
                case "component":
                    side.Append(component);
                    break;
                case "version" or "tag_version" when versionPlaceholder is null:
                    versionPlaceholder = match.Groups["name"].Value;
                    break;
                case "version" or "tag_version":
                    throw Refuse(template, component, "the version stands in it twice");
                case var name:
                    throw Refuse(template, component, $"the placeholder '{name}' is unknown here");
            }
        }
        (versionPlaceholder is null ? before : after).Append(template, position, template.Length - position);
        if (versionPlaceholder is null)
            throw Refuse(template, component, "it holds no version");
        var pattern = new TagPattern(component, template, before.ToString(), after.ToString(),
            asOciTag: versionPlaceholder is "tag_version", scheme);
        return Offence(pattern) is { } offence ? throw Refuse(template, component, offence) : pattern;
    }

    private static string? Offence(TagPattern pattern)
    {
        var around = pattern.Prefix + pattern.Suffix;
        if (around.Contains('{') || around.Contains('}'))
            return "a brace stands outside a placeholder";
        if (pattern.Prefix.Length > 0 && char.IsAsciiDigit(pattern.Prefix[^1]))
            return "a digit before the version would run into it";
        if (pattern.Suffix.Length > 0 && char.IsAsciiLetterOrDigit(pattern.Suffix[0]))
            return "a letter or digit after the version would run into it";
        return GitTagName.Offence($"{pattern.Prefix}1.0.0{pattern.Suffix}") is { } offence
            ? $"git refuses such names: {offence}"
            : null;
    }

    private static ReleaseException Refuse(string template, string component, string because) =>
        new(ExitCode.Usage, $"tag template '{template}' of component {component} is not usable", because,
            $"a tag template knows {Legal}; the version must stand exactly once, for instance {component}-v{{{{ version }}}}");

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}]*?)\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
