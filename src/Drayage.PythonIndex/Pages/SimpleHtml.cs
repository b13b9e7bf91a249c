using System.Net;
using System.Text;

namespace Drayage.PythonIndex.Pages;

/// <summary>Writes pages of the simple repository API as HTML (PEP 503, with the attributes of PEP 592, 629, 658 and 714).</summary>
internal static class SimpleHtml
{
    public static byte[] Root(IEnumerable<string> names)
    {
        var html = Begin("Simple index");
        foreach (var name in names)
            html.Append(string.Create(null, $"    <a href=\"{name}/\">{name}</a><br>\n"));
        return End(html);
    }

    public static byte[] Project(IndexedProject project)
    {
        var html = Begin($"Links for {project.Name}");
        html.Append(string.Create(null, $"    <h1>Links for {project.Name}</h1>\n"));
        foreach (var file in project.Files)
        {
            html.Append(string.Create(null, $"    <a href=\"{Encode(file.Url)}#sha256={file.Sha256}\""));
            Attribute(html, "data-requires-python", file.RequiresPython);
            var metadata = file.MetadataSha256 is { } hex ? $"sha256={hex}" : null;
            // Installers from before PEP 714 know the first name alone.
            Attribute(html, "data-dist-info-metadata", metadata);
            Attribute(html, "data-core-metadata", metadata);
            Attribute(html, "data-yanked", file.Yanked);
            html.Append(string.Create(null, $">{Encode(file.Name)}</a><br>\n"));
        }

        return End(html);
    }

    private static StringBuilder Begin(string title) => new(
        $"""
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="pypi:repository-version" content="1.1">
            <title>{Encode(title)}</title>
          </head>
          <body>

        """);

    private static byte[] End(StringBuilder html) => Encoding.UTF8.GetBytes(html.Append("  </body>\n</html>\n").ToString());

    private static void Attribute(StringBuilder html, string name, string? value)
    {
        if (value is not null)
            html.Append(string.Create(null, $" {name}=\"{Encode(value)}\""));
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
