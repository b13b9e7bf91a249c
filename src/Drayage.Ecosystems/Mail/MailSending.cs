using System.Net.Sockets;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Drayage.Ecosystems.Mail;

/// <summary>One mail to one server.</summary>
/// <param name="login">Null where nobody logs in.</param>
/// <param name="gate">What sending must pass; null for nothing.</param>
internal sealed class MailSending(MailServer server, MailLogin? login, ISendGate? gate)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <param name="failed">What failed, on what.</param>
    /// <exception cref="DeliveryException">The server was not reached, or refused.</exception>
    public async Task SendAsync(MimeMessage mail, string failed, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient
        {
            Timeout = (int)Silence.TotalMilliseconds,
            // As for HTTP: lists of revoked certificates come from elsewhere, and that must not be down too.
            CheckCertificateRevocation = false,
        };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, OptionsOf(server.Security), cancellationToken);
            if (login is not null)
                await client.AuthenticateAsync(login.User.Reveal(), login.Password.Reveal(), cancellationToken);
            if (gate is not null)
                await gate.PassAsync(cancellationToken);
            await client.SendAsync(mail, cancellationToken);
        }
        catch (Exception error) when (IsOfServer(error))
        {
            throw Explain(error, failed);
        }

        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException or ProtocolException or CommandException)
        {
            // It was taken; how the connection ends does not matter.
        }
    }

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static bool IsOfServer(Exception error) => error is CommandException or ProtocolException or AuthenticationException or SslHandshakeException
        or NotSupportedException or SocketException or IOException or ServiceNotConnectedException or TimeoutException;

    private DeliveryException Explain(Exception error, string failed)
    {
        const string Again = "nothing waits for it; tell it again with: drayage resume";
        return error switch
        {
            SmtpCommandException command => Of(
                // 4yz may pass, 5yz will not (RFC 5321 section 4.2.1).
                (int)command.StatusCode is >= 400 and < 500 ? DeliveryFailure.Transient : DeliveryFailure.Refused,
                $"{server} answered {(int)command.StatusCode}: {command.Message}",
                command.ErrorCode == SmtpErrorCode.MessageNotAccepted ? Again : "check 'from', 'to' and whether the server wants 'user' and 'password'; then: drayage resume"),
            AuthenticationException => Of(DeliveryFailure.Refused, $"{server} refused user and password: {error.Message}", "check what 'user' and 'password' name; then: drayage resume"),
            SslHandshakeException => Of(DeliveryFailure.Refused, $"no secure connection to {server}: {FirstLine(error.InnerException ?? error)}", "check 'security' and the port; a private authority is named by SSL_CERT_FILE=/path/to/ca.pem"),
            NotSupportedException => Of(DeliveryFailure.Refused, $"{server}: {error.Message}", "check 'security': starttls, tls, or none"),
            _ => Of(DeliveryFailure.Transient, $"{server} cannot be reached: {FirstLine(error)}", Again),
        };

        DeliveryException Of(DeliveryFailure failure, string because, string hint) => new(failure, failed, because, hint, inner: error);
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd();
}

/// <summary>Who logs in at a mail server.</summary>
internal sealed record MailLogin(Secret User, Secret Password);
