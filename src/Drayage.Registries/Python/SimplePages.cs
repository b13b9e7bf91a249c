using System.Net;
using System.Text;

namespace Drayage.Registries.Python;

/// <summary>The HTML form of the simple repository API.</summary>
internal static class SimplePages
{
    public static string Index(SimpleIndex index)
    {
        var page = Begin("Simple index");
        foreach (var project in index.Projects)
            page.Append($"    <a href=\"{project.Name}/\">{project.Name}</a><br>\n");
        return End(page);
    }

    public static string Detail(SimpleDetail detail)
    {
        var page = Begin($"Links for {detail.Name}").Append($"    <h1>Links for {detail.Name}</h1>\n");
        foreach (var file in detail.Files)
            page.Append($"    <a href=\"{Escape(file.Url)}#sha256={file.Hashes["sha256"]}\"{Attributes(file)}>{Escape(file.FileName)}</a><br>\n");
        return End(page);
    }

    private static string Attributes(SimpleFile file)
    {
        var text = "";
        if (file.RequiresPython is { } requires)
            text += $" data-requires-python=\"{Escape(requires)}\"";
        if (file.CoreMetadata is { } metadata)
            text += $" data-dist-info-metadata=\"sha256={metadata["sha256"]}\" data-core-metadata=\"sha256={metadata["sha256"]}\"";
        if (file.Provenance is { } provenance)
            text += $" data-provenance=\"{Escape(provenance)}\"";
        return text;
    }

    private static StringBuilder Begin(string title) => new StringBuilder()
        .Append("<!DOCTYPE html>\n<html>\n  <head>\n")
        .Append($"    <meta name=\"pypi:repository-version\" content=\"{SimpleMeta.Version}\">\n")
        .Append($"    <title>{title}</title>\n  </head>\n  <body>\n");

    private static string End(StringBuilder page) => page.Append("  </body>\n</html>\n").ToString();

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
