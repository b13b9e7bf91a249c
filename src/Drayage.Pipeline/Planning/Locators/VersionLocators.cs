using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Drayage.Formats.Json;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Planning.Locators;

/// <summary>Reads a version from the place that a configuration names. A place must give exactly one value.</summary>
internal static class VersionLocators
{
    /// <exception cref="ReleaseException">The file or the key is not there, or a pattern fits more than once.</exception>
    public static (string Text, SourceLocation At) Read(SourceTree tree, VersionSource.File source) => ReadAll(tree, source) switch
    {
        [var only] => only,
        var several => throw new ReleaseException(
            ExitCode.Usage,
            $"'{source.Locator}' matches {several.Length} times in {source.Path}",
            $"{several[0].At} and {several[1].At}; named in {source.At}",
            "make the pattern match the one line that holds the version"),
    };

    /// <summary>At least one place.</summary>
    /// <exception cref="ReleaseException">The file or the key is not there.</exception>
    public static ImmutableArray<(string Text, SourceLocation At)> ReadAll(SourceTree tree, VersionSource.File source)
    {
        if (!tree.Contains(source.Path))
        {
            var near = NearestName.Find(source.Path, tree.Named(SourceTree.FileName(source.Path)));
            throw new ReleaseException(
                ExitCode.Usage, $"version file {source.Path} does not exist", source.At.ToString(), near is null ? "correct its path in drayage.yaml" : $"did you mean '{near}'?");
        }

        var text = tree.ReadText(source.Path);
        ImmutableArray<(string Text, SourceLocation At)> found = source.IsPattern ? ByPattern(text, source) : ByKey(text, source);
        return !found.IsEmpty ? found : throw new ReleaseException(
            ExitCode.Usage,
            $"'{source.Locator}' matches nothing in {source.Path}",
            source.At.ToString(),
            source.IsPattern ? "correct the pattern behind '~'" : "name a key of the file behind '#'; a regular expression stands behind '~'");
    }

    private static ImmutableArray<(string, SourceLocation)> ByKey(string text, VersionSource.File source)
    {
        var keys = source.Locator.Split('.');
        (string, SourceLocation)? found;
        switch (Path.GetExtension(source.Path).ToLowerInvariant())
        {
            case ".toml":
                found = TomlDocument.Parse(text, source.Path).Root.Find(keys) is TomlString value ? (value.Value, value.At) : null;
                break;
            case ".json":
                found = InJson(text, source.Path, keys);
                break;
            case ".yaml" or ".yml":
                found = InYaml(YamlReader.Read(text, source.Path), keys);
                break;
            case ".xml" or ".csproj" or ".fsproj" or ".props" or ".targets":
                found = InXml(text, source.Path, keys);
                break;
            default:
                return ByPattern(text, source with { Locator = $@"^\s*{Regex.Escape(source.Locator)}\s*[:=]\s*[""']?([^\s""']+)" });
        }

        return found is { } only ? [only] : [];
    }

    private static (string, SourceLocation)? InJson(string text, string path, string[] keys)
    {
        try
        {
            var item = keys.Aggregate<string, JsonItem?>(JsonText.Parse(path, System.Text.Encoding.UTF8.GetBytes(text)), (at, key) => at?[key]);
            return item?.Text is { } version ? (version, item.At) : null;
        }
        catch (JsonSyntaxException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, $"{path} is no valid JSON", malformed.Message, "correct the file", malformed);
        }
    }

    private static (string, SourceLocation)? InYaml(ConfigNode? root, string[] keys)
    {
        var found = keys.Aggregate(root, (at, key) => (at as ConfigNode.Mapping)?.Entries.FirstOrDefault(e => e.Key == key)?.Value);
        return found is ConfigNode.Scalar scalar ? (scalar.Text, scalar.At) : null;
    }

    private static (string, SourceLocation)? InXml(string text, string path, string[] keys)
    {
        try
        {
            var found = XDocument.Parse(text, LoadOptions.SetLineInfo).Descendants().Where(e => EndsWith(e, keys)).ToArray();
            return found is [IXmlLineInfo info] ? (found[0].Value.Trim(), new SourceLocation(path, info.LineNumber, info.LinePosition)) : null;
        }
        catch (XmlException malformed)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"{path} is no valid XML", $"{path}:{malformed.LineNumber}:{malformed.LinePosition}: {malformed.Message}", "correct the file", malformed);
        }
    }

    private static bool EndsWith(XElement element, string[] keys) =>
        element.AncestorsAndSelf().Select(e => e.Name.LocalName).Take(keys.Length).SequenceEqual(keys.Reverse());

    private static ImmutableArray<(string, SourceLocation)> ByPattern(string text, VersionSource.File source)
    {
        try
        {
            var pattern = new Regex(source.Locator, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);
            return [.. pattern.Matches(text).Select(match => match.Groups[1]).Select(version => (version.Value, Place(text, source.Path, version.Index)))];
        }
        catch (ArgumentException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, $"'{source.Locator}' is no regular expression", $"{source.At}: {malformed.Message}", "correct the pattern behind '~'", malformed);
        }
    }

    private static SourceLocation Place(string text, string path, int index)
    {
        var before = text.AsSpan(0, index);
        return new SourceLocation(path, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
