using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Versions.Tags;

/// <summary>
/// The git tags of one component, from a template such as <c>v{{ version }}</c>, <c>sdk-python-v{{ version }}</c> or
/// <c>{{ component }}_{{ version }}</c>. A tag belongs to it only when everything around the version is equal and the
/// rest is a version and nothing else: <c>iggy-{{ version }}</c> takes <c>iggy-0.3.0-edge.1</c> and not <c>iggy-cli-0.3.0</c>.
/// </summary>
/// <remarks>
/// Placeholders: <c>version</c>, the version's own text; <c>tag_version</c>, its text as an OCI tag (<c>+</c> as <c>_</c>);
/// <c>component</c>, the component's name. One of the two versions must stand exactly once.
/// </remarks>
public sealed record TagPattern
{
    internal TagPattern(string component, string template, string prefix, string suffix, bool asOciTag, VersionScheme? scheme)
    {
        Component = component;
        Template = template;
        Prefix = prefix;
        Suffix = suffix;
        AsOciTag = asOciTag;
        Scheme = scheme;
    }

    public string Component { get; }

    /// <summary>As the user wrote it.</summary>
    public string Template { get; }

    /// <summary>What stands before the version.</summary>
    public string Prefix { get; }

    /// <summary>What stands after the version; mostly nothing.</summary>
    public string Suffix { get; }

    /// <summary>Whether the version is written as an OCI tag.</summary>
    public bool AsOciTag { get; }

    /// <summary>The only scheme whose versions count; null takes all that <see cref="ReleaseVersion.Recognise"/> knows.</summary>
    public VersionScheme? Scheme { get; }

    /// <exception cref="ReleaseException">The template has an unknown, missing or repeated placeholder, or would give names that git refuses.</exception>
    public static TagPattern Parse(string template, string component, VersionScheme? scheme = null) =>
        TagTemplate.Read(template, component, scheme);

    /// <summary>The tag of a version.</summary>
    /// <exception cref="ReleaseException">Git refuses the name, or the version has no spelling as an OCI tag where the template wants one.</exception>
    public string Format(ReleaseVersion version)
    {
        var text = AsOciTag ? VersionMap.ToOciTag(version).TextOrThrow($"tag {Template} for version {version}") : version.Text;
        var tag = Prefix + text + Suffix;
        return GitTagName.Offence(tag) is { } offence
            ? throw new ReleaseException(ExitCode.Refused, $"tag {tag} of component {Component} is no tag name", $"git refuses it: {offence}", "use {{ tag_version }} or another version")
            : tag;
    }

    /// <param name="tag">A short tag name, without <c>refs/tags/</c>.</param>
    public bool TryMatch(string tag, [NotNullWhen(true)] out ReleaseVersion? version)
    {
        version = null;
        if (tag.Length <= Prefix.Length + Suffix.Length
            || !tag.StartsWith(Prefix, StringComparison.Ordinal)
            || !tag.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return false;
        }
        var text = tag[Prefix.Length..^Suffix.Length];
        if (AsOciTag)
            text = text.Replace('_', '+');
        if (!char.IsAsciiDigit(text[0]))
            return false;
        if (Scheme is { } scheme)
            return ReleaseVersion.TryParse(text, scheme, out version);
        version = ReleaseVersion.RecogniseExactly(text);
        return version is not null;
    }

    public override string ToString() => Template;
}
