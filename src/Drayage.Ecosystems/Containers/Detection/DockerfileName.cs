using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>Tells from a file's name whether it is a Dockerfile or a template of one, and what its image would be called.</summary>
/// <param name="Image">Null where only the directory gives a name.</param>
internal sealed record DockerfileName(string? Image, bool IsTemplate)
{
    private static readonly string[] TemplateEndings = [".j2", ".jinja", ".jinja2", ".template", ".tmpl", ".tpl", ".in"];
    private static readonly string[] OtherEndings = [".dockerignore", ".md", ".sh", ".yml", ".yaml", ".json", ".py", ".orig", ".bak"];

    public static DockerfileName? Of(string path)
    {
        // Nearly every file of a repository ends here.
        var file = path.AsSpan(path.LastIndexOf('/') + 1);
        if (!file.Contains("dockerfile", StringComparison.OrdinalIgnoreCase) && !file.Contains("containerfile", StringComparison.OrdinalIgnoreCase))
            return null;
        var name = SourceTree.FileName(path);
        var template = Array.Find(TemplateEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if (template is not null)
            name = name[..^template.Length];
        else if (Array.Exists(OtherEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return null;
        foreach (var word in (string[])["Dockerfile", "Containerfile"])
        {
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase))
                return new DockerfileName(null, template is not null);
            if (name.StartsWith(word + ".", StringComparison.Ordinal) || name.StartsWith(word + "-", StringComparison.Ordinal))
                return new DockerfileName(name[(word.Length + 1)..], template is not null);
            if (name.EndsWith("." + word, StringComparison.OrdinalIgnoreCase))
                return new DockerfileName(name[..^(word.Length + 1)], template is not null);
        }

        return null;
    }
}
