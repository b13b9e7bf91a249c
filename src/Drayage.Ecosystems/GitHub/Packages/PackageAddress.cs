namespace Drayage.Ecosystems.GitHub.Packages;

/// <summary>A package of GitHub Packages, written <c>github:TYPE/OWNER/PACKAGE</c>.</summary>
/// <param name="Type">One of <see cref="Types"/>.</param>
/// <param name="Owner">An organisation or a user.</param>
/// <param name="Package">Its name, without the owner; of images it may hold slashes.</param>
public sealed record PackageAddress(string Type, string Owner, string Package)
{
    public const string Prefix = "github:";
    private const string ContainerType = "container";

    /// <summary>The types of packages that GitHub has. Python packages are not among them.</summary>
    public static string[] Types { get; } = ["npm", "maven", "rubygems", "docker", "nuget", ContainerType];

    public bool IsContainer => Type == ContainerType;

    /// <summary>The package behind an image of <c>ghcr.io</c>.</summary>
    /// <param name="repository"><c>owner/name</c></param>
    /// <exception cref="FormatException">It has no owner.</exception>
    public static PackageAddress OfImage(string repository) => repository.Split('/', 2) is [var owner, var package]
        ? new PackageAddress(ContainerType, owner, package)
        : throw new FormatException($"an image of GitHub has an owner, and '{repository}' has none (ghcr.io/OWNER/IMAGE)");

    /// <exception cref="FormatException">The text is no such address.</exception>
    public static PackageAddress Parse(string text)
    {
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('/', 3) : [];
        if (parts is not [var type, { Length: > 0 } owner, { Length: > 0 } package])
            throw new FormatException($"'{text}' is no package of GitHub (github:TYPE/OWNER/PACKAGE)");
        return Types.Contains(type, StringComparer.Ordinal)
            ? new PackageAddress(type, owner, package)
            : throw new FormatException($"GitHub has no packages of type '{type}': {string.Join(", ", Types)}");
    }

    public override string ToString() => $"{Prefix}{Type}/{Owner}/{Package}";
}
