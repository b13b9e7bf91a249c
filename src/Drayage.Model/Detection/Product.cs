namespace Drayage.Model.Detection;

/// <summary>A thing that building a package gives.</summary>
/// <param name="Kind">See <see cref="ProductKind"/>.</param>
/// <param name="Name">Its name without platform suffixes: the binary's, the chart's, the image's; for a Go program the import path's last element.</param>
/// <param name="Path">Repository-relative path of what it is built from where that differs from the package directory (a Go main package, a Dockerfile); otherwise null.</param>
public sealed record Product(string Kind, string Name, string? Path = null);
