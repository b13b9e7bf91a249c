using Drayage.Model;

namespace Drayage.Sealing.Checksums;

/// <summary>One line of a checksums file.</summary>
/// <param name="Name">File name as the checking tool opens it, relative to where it runs.</param>
public sealed record ChecksumEntry(string Name, Digest Digest);
