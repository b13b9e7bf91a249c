namespace Drayage.Pipeline.Journaling.Appending;

/// <summary>Where a journal's records go, below the rules of what may follow what.</summary>
internal interface IRecordWriter
{
    /// <summary>Adds records, all or none. They are safe from a crash of this machine when this returns.</summary>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="lines">One each, as <see cref="JournalCodec"/> writes them.</param>
    Task WriteAsync(long first, IReadOnlyList<byte[]> lines);
}
