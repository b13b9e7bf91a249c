using Drayage.Formats.Json;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>One <c>package.json</c> and where it stands.</summary>
internal sealed record PackageJson
{
    public const string FileName = "package.json";

    public required string Path { get; init; }

    public required JsonItem Root { get; init; }

    public string Directory => SourceTree.DirectoryOf(Path);

    public string? Name => Root["name"]?.Text is { Length: > 0 } name ? name : null;

    public string? Version => Root["version"]?.Text is { Length: > 0 } version ? version : null;

    public bool IsPrivate => Root["private"]?.IsTruthy == true;

    /// <summary>Where the file begins: the place of what it lacks.</summary>
    public SourceLocation Start => Root.At;

    /// <summary>
    /// A file such as <c>{"type": "commonjs"}</c> only tells Node.js how to load the modules beside it; it declares no package.
    /// </summary>
    public bool DeclaresPackage => Declaring.Any(member => Root[member] is not null);

    private static readonly string[] Declaring =
        ["name", "version", "private", "workspaces", "scripts", "dependencies", "devDependencies", "peerDependencies"];

    /// <exception cref="JsonSyntaxException">The file is not JSON, or not an object.</exception>
    public static PackageJson Read(SourceTree tree, string path)
    {
        var root = JsonText.Parse(path, File.ReadAllBytes(tree.FullPath(path)));
        return root is JsonItem.Object
            ? new PackageJson { Path = path, Root = root }
            : throw new JsonSyntaxException("a package.json holds one object", root.At);
    }
}
