using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Xunit;

namespace Drayage.Testing;

/// <summary>Python's own SMTP server on a free loopback port, with TLS and logins as a real one wants them. It refuses mail to <c>nobody@</c>.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TemporaryDirectory directory;
    private readonly Process process;

    private SmtpServer(TemporaryDirectory directory, Process process, int port)
    {
        this.directory = directory;
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>What clients have to trust, in PEM.</summary>
    public string CertificatePath => directory["server.pem"];

    /// <param name="security"><c>none</c>, <c>starttls</c> or <c>tls</c>.</param>
    /// <param name="login">User and password that sending needs; null lets everybody send.</param>
    public static async Task<SmtpServer> StartAsync(string security = "none", (string User, string Password)? login = null)
    {
        await Peer.RequirePythonAsync("smtpd");
        var place = new TemporaryDirectory();
        WriteCertificate(place);
        Directory.CreateDirectory(place["mail"]);
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var started = Process.Start(new ProcessStartInfo(
            python, ["-W", "ignore", place.Write("server.py", SmtpScript.Text), security, place["server.pem"], login?.User ?? "", login?.Password ?? "", place["mail"]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = await started.StandardOutput.ReadLineAsync();
        if (int.TryParse(said, out var port))
            return new SmtpServer(place, started, port);
        Assert.Fail($"the mail server did not start: {said}");
        throw new UnreachableException();
    }

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Received =>
    [
        .. Directory.GetFiles(directory["mail"], "*.json").Order(StringComparer.Ordinal).Select(path =>
        {
            using var mail = JsonDocument.Parse(File.ReadAllText(path));
            var root = mail.RootElement;
            return new ReceivedMail(
                root.GetProperty("from").GetString()!,
                [.. root.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
                root.GetProperty("secured").GetBoolean(),
                root.GetProperty("headers").EnumerateArray().ToLookup(header => header[0].GetString()!, header => header[1].GetString()!, StringComparer.OrdinalIgnoreCase),
                root.GetProperty("text").GetString()!);
        }),
    ];

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Dispose();
    }

    private static void WriteCertificate(TemporaryDirectory directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        directory.Write("server.pem", $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }
}

/// <summary>A mail as the server's own library read it.</summary>
/// <param name="From">Of the envelope.</param>
/// <param name="To">Of the envelope.</param>
/// <param name="Secured">Whether it came over TLS.</param>
/// <param name="Headers">Decoded.</param>
/// <param name="Text">Decoded.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, bool Secured, ILookup<string, string> Headers, string Text);
