using System.IO.Compression;
using System.Text;
using Drayage.Model;

namespace Drayage.Workflows.Explaining;

/// <summary>The archive of a run's logs, as GitHub hands it out: a file a job, and a directory a job with a file a step.</summary>
public static class LogArchive
{
    /// <summary>The first bytes of every archive.</summary>
    public static ReadOnlySpan<byte> Magic => "PK\u0003\u0004"u8;

    // Far above what runs write, and far below what a bomb unpacks to.
    private const long LargestTotal = 1024L * 1024 * 1024;

    /// <param name="source">What messages call the archive.</param>
    /// <param name="bytes">The archive; it can be sought in.</param>
    /// <exception cref="ReleaseException">It is no archive, or unpacks to more than a GiB.</exception>
    public static async Task ReadAsync(string source, Stream bytes, LogExplainer explainer, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
            var logs = archive.Entries.Where(entry => entry.FullName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToArray();
            // The files of the jobs repeat those of their steps.
            var steps = logs.Where(entry => entry.FullName.Contains('/', StringComparison.Ordinal)).ToArray();
            var chosen = steps.Length > 0 ? steps : logs;
            if (chosen.Length == 0)
                throw new ReleaseException(ExitCode.Usage, $"{source} holds no logs", "no file in it ends with .txt", "download the logs of a run: gh api repos/OWNER/REPO/actions/runs/ID/logs > logs.zip");
            var left = LargestTotal;
            foreach (var entry in chosen)
            {
                await using var content = new LimitedStream(await entry.OpenAsync(cancellationToken), left, source);
                using var reader = new StreamReader(content, Encoding.UTF8);
                await explainer.ReadAsync($"{source}!{entry.FullName}", reader, cancellationToken);
                left = content.Left;
            }
        }
        catch (InvalidDataException broken)
        {
            throw new ReleaseException(ExitCode.Usage, $"{source} cannot be unpacked", broken.Message, "download it again, or give the log as text");
        }
    }

    private sealed class LimitedStream(Stream inner, long limit, string source) : Stream
    {
        public long Left { get; private set; } = limit;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        private int Counted(int count)
        {
            Left -= count;
            return Left >= 0
                ? count
                : throw new ReleaseException(ExitCode.Usage, $"{source} unpacks to more than a GiB", "logs of a run are smaller", "give the log of the step that failed as text");
        }
    }
}
