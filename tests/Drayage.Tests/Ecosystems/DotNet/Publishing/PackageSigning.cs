using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Drayage.Testing;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing;

/// <summary>Signs packages with the real client and a certificate that nobody knows, as feeds do with one of their own.</summary>
internal static class PackageSigning
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string Password = "password";

    public static async Task<byte[]> SignAsync(byte[] package)
    {
        using var dotnet = new DotNetClient(new Uri("http://127.0.0.1:9/v3/index.json"));
        var path = dotnet.Write("package.nupkg", package);
        (await dotnet.RunAsync("nuget", "sign", path, "--certificate-path", dotnet.Write("own.pfx", Certificate()), "--certificate-password", Password, "--overwrite")).Succeeded();
        return await File.ReadAllBytesAsync(path);
    }

    private static byte[] Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Tidewater", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pfx, Password);
    }
}
