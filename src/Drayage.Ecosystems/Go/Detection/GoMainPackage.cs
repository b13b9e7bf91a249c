namespace Drayage.Ecosystems.Go.Detection;

/// <summary>A directory that <c>go build</c> makes an executable of.</summary>
/// <param name="Constraint">What the file with <c>func main</c> demands of the build; null where nothing.</param>
internal sealed record GoMainPackage(string Directory, string ImportPath, string? Constraint, GoVersionDeclaration? Version)
{
    public string Name => GoImportPath.ExecutableName(ImportPath);
}
