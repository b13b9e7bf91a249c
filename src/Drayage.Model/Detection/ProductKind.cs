namespace Drayage.Model.Detection;

/// <summary>The kinds of <see cref="Product"/>.</summary>
public static class ProductKind
{
    public const string Library = "library";
    public const string Binary = "binary";
    public const string SharedLibrary = "shared-library";
    public const string Crate = "crate";
    public const string Wheel = "wheel";
    public const string SourceDistribution = "sdist";
    public const string NuGetPackage = "nupkg";
    public const string DotNetTool = "dotnet-tool";
    public const string NpmPackage = "npm-package";
    public const string Chart = "chart";
    public const string Image = "image";
    public const string DockerfileTemplate = "dockerfile-template";
    public const string Jar = "jar";
    public const string Module = "module";
}
