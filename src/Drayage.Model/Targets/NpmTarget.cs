namespace Drayage.Model.Targets;

/// <summary>The fields of a package.json that bind a package to a platform, in Node's spelling.</summary>
/// <param name="Os"><c>os</c>, as <c>process.platform</c>.</param>
/// <param name="Cpu"><c>cpu</c>, as <c>process.arch</c>.</param>
/// <param name="LibC"><c>libc</c>: <c>glibc</c> or <c>musl</c> on Linux, otherwise null.</param>
public sealed record NpmTarget(string Os, string Cpu, string? LibC);
